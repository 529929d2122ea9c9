import { describe, expect, it } from 'vitest'
import { paperMachine } from '../../../test/program/trial-surroundings.ts'
import { examine, isFit } from './examine.ts'
import type { Machine } from './machine.ts'

const poorly = async (over: Partial<Machine>) => {
  const findings = await examine({ ...paperMachine, ...over }, '/firm/home')
  const poor = findings.filter(({ health }) => health !== 'well')
  return { fit: isFit(findings), poor: poor.map(({ what, health }) => `${what} ${health}`) }
}

const without =
  (missing: string): Machine['outputOf'] =>
  async (program, args) =>
    program === missing ? undefined : await paperMachine.outputOf(program, args)

describe('a machine', () => {
  it.each<{ lack: string; over: Partial<Machine>; fit: boolean; poor: readonly string[] }>([
    { lack: 'nothing', over: {}, fit: true, poor: [] },
    { lack: 'Node', over: { nodeVersion: '20.18.3' }, fit: false, poor: ['Node missing'] },
    { lack: 'git', over: { outputOf: without('git') }, fit: false, poor: ['git missing'] },
    {
      lack: 'a newer git',
      over: { outputOf: async () => 'git version 2.30.2' },
      fit: false,
      poor: ['git missing'],
    },
    { lack: 'room', over: { freeBytes: () => 1000 }, fit: false, poor: ['disk missing'] },
    { lack: 'a home', over: { isWritable: () => false }, fit: false, poor: ['home missing'] },
    {
      lack: 'storage',
      over: { troubleLoading: async () => 'no such file' },
      fit: false,
      poor: ['storage missing'],
    },
    {
      lack: 'bubblewrap',
      over: { outputOf: without('bwrap') },
      fit: true,
      poor: ['bubblewrap weaker'],
    },
  ])('that lacks $lack is told so', async ({ over, fit, poor }) => {
    expect(await poorly(over)).toEqual({ fit, poor })
  })

  it('is told a mend for everything that keeps Firm from working', async () => {
    const findings = await examine(
      { ...paperMachine, outputOf: async () => undefined, isWritable: () => false },
      '/',
    )
    const unmended = findings.filter(({ health, mend }) => health === 'missing' && !mend)
    expect(unmended).toEqual([])
  })
})
