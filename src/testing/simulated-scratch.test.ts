import { expect, test } from 'vitest'
import { scratchExam } from './scratch-exam.ts'
import { simulatedRepository } from './simulated-scratch.ts'

const examined = scratchExam(async () => {
  const repository = simulatedRepository({ 'a.txt': 'a' })
  return await Promise.resolve({
    open: async () =>
      await Promise.resolve({
        scratch: repository.open(),
        write: async (...[key, path, content]: Parameters<typeof repository.write>) => {
          repository.write(key, path, content)
          return await Promise.resolve()
        },
      }),
    dispose: async () => await Promise.resolve(),
  })
})
test.each(examined)('$name', async ({ run }) => {
  await expect(run()).resolves.toBeUndefined()
})
