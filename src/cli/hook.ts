/**
 * The program that agents run as their hook: `node hook.js AGENT DOOR-FILE`. It is apart from `firm` because it must
 * start fast, and whatever fails in it, its own loading too, ends with the code by which agents refuse.
 */
import { writeFileSync } from 'node:fs'
import process from 'node:process'

const refuse = (cause: unknown): void => {
  const said = cause instanceof Error ? cause.message : String(cause)
  try {
    writeFileSync(2, `Firm's hook is broken: ${said}. A person mends it with \`firm join\`.\n`)
  } finally {
    process.exit(2)
  }
}
process.on('uncaughtException', refuse)
process.on('unhandledRejection', refuse)

const kind = import.meta.url.endsWith('.ts') ? 'ts' : 'js'

try {
  const { runHook } = await import('./hooking/run-hook.ts')
  const [, , agent = '', doorFile = ''] = process.argv
  const { code, printed, complaint } = await runHook({
    agent,
    doorFile,
    input: process.stdin,
    parent: process.ppid,
    passedMs: () => performance.now(),
    startHost: async (home) => {
      const { startHost } = await import('./open-firm/start-host.ts')
      return startHost({
        home,
        program: new URL(`../index.${kind}`, import.meta.url),
        variables: process.env,
      })
    },
  })
  // Streams for what is said once would take longer to make than all else here.
  if (complaint !== '') writeFileSync(2, complaint)
  if (printed !== '') writeFileSync(1, printed)
  process.exit(code)
} catch (cause) {
  refuse(cause)
}
