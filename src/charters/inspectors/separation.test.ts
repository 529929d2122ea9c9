import { readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { builtinModules } from 'node:module'
import { expect, test } from 'vitest'

const here = import.meta.dirname
const root = resolve(here, '../../..')
const face = (path: string): string => join(root, path)

/** What both may reach: base, the reader of git, and Node itself. */
const common = [face('src/base/'), face('src/environments/git/reader/')]
const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  readonly packages: { readonly [path: string]: { readonly dependencies?: object } | undefined }
}

/** Every package that a package brings along, itself included. */
const packagesFrom = (name: string, seen: Set<string> = new Set()): Set<string> => {
  if (seen.has(name)) return seen
  seen.add(name)
  const below = Object.keys(lock.packages[`node_modules/${name}`]?.dependencies ?? {})
  for (const one of below) packagesFrom(one, seen)
  return seen
}

/** Every file and package that a file reaches by imports, types included. */
const reached = (file: string, seen: Set<string> = new Set()): Set<string> => {
  if (seen.has(file) || common.some((folder) => file.startsWith(folder))) return seen
  seen.add(relative(root, file))
  const source = readFileSync(file, 'utf8')
  for (const [, from, bare] of source.matchAll(
    /^(?:import|[^'"`\n]*\}? from) '([^'\n]+)'|^import [^'"`]*? from '([^'\n]+)'/gm,
  )) {
    const name = from ?? bare ?? ''
    if (name.startsWith('.')) {
      const next = resolve(dirname(file), name)
      if (!seen.has(relative(root, next))) reached(next, seen)
    } else if (!name.startsWith('node:') && !builtinModules.includes(name)) {
      const package_ = name
        .split('/')
        .slice(0, name.startsWith('@') ? 2 : 1)
        .join('/')
      for (const one of packagesFrom(package_)) seen.add(`package ${one}`)
    }
  }
  return seen
}

test('finders and verifiers reach nothing in common but base and the reader of git', () => {
  const byFinders = reached(join(here, 'finders/finders.ts'))
  const byVerifiers = reached(join(here, 'verifiers/verifiers.ts'))
  expect(byFinders.size).toBeGreaterThan(15)
  expect(byVerifiers.size).toBeGreaterThan(8)
  expect([...byFinders].filter((one) => byVerifiers.has(one))).toEqual([])
})

test('each side uses libraries of its own', () => {
  const packages = (file: string): string[] =>
    [...reached(join(here, file))].filter((one) => one.startsWith('package ')).toSorted()
  expect(packages('finders/finders.ts')).toMatchInlineSnapshot(`
    [
      "package argparse",
      "package entities",
      "package github-slugger",
      "package ignore",
      "package linkify-it",
      "package markdown-it",
      "package mdurl",
      "package punycode.js",
      "package uc.micro",
    ]
  `)
  expect(packages('verifiers/verifiers.ts')).toMatchInlineSnapshot(`
    [
      "package @babel/helper-string-parser",
      "package @babel/helper-validator-identifier",
      "package @babel/parser",
      "package @babel/types",
      "package marked",
      "package yaml",
    ]
  `)
})
