/** A window, as an agent calls for it: each round is one edit with the hook before it and the one after. */
import { spawnSync } from 'node:child_process'
import { request } from 'node:http'

const [, , port = '', token = '', hookProgram = '', doorFile = '', repository = '', count = ''] =
  process.argv

/** One of the two hooks of an edit; each call has a name of its own, or it would be answered as a repeated one. */
const hookOf = (event: string, use: string, round: number): string =>
  JSON.stringify({
    session_id: 'a window of the benchmark',
    cwd: repository,
    hook_event_name: event,
    tool_name: 'Edit',
    tool_input: { file_path: `src/file-${round % 20}.txt`, new_string: 'b' },
    tool_use_id: use,
  })

const post = async (path: string, text: string): Promise<string> =>
  await new Promise((resolve, reject) => {
    const sent = request({
      host: '127.0.0.1',
      port: Number(port),
      path,
      method: 'POST',
      headers: { 'content-type': 'application/json', 'firm-token': token },
    })
    sent.on('error', reject)
    sent.on('response', (response) => {
      let heard = ''
      response.on('data', (piece: Buffer) => (heard += piece.toString()))
      response.on('end', () => resolve(heard))
    })
    sent.end(text)
  })

/** Runs node by a shell, as agents run hooks; answers the processor time that it took. */
const processorMsOf = (words: readonly string[], input: string): number => {
  const script = 'TIMEFORMAT="%U %S"; time "$@" >/dev/null 2>&1'
  const run = spawnSync('bash', ['-c', script, 'bash', process.execPath, ...words], {
    input,
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  })
  if (run.status !== 0) throw new Error(`${words.join(' ')} ended with ${run.status}`)
  const [user = Number.NaN, system = Number.NaN] = run.stderr.trim().split(' ').map(Number)
  return (user + system) * 1_000
}

const taken: { [name: string]: number[] } = {}
const note = (name: string, ms: number): void => void (taken[name] ??= []).push(ms)

const timed = async <T>(name: string, task: () => T | Promise<T>): Promise<T> => {
  const beganMs = performance.now()
  const done = await task()
  note(name, performance.now() - beganMs)
  return done
}

for (let round = 0; round < Number(count); round += 1) {
  for (const event of ['PreToolUse', 'PostToolUse']) {
    const hook = hookOf(event, `${event}-${round}`, round)
    await timed('a request that is turned away', async () => await post('/none', hook))
    await timed('HTTP hook', async () => await post('/door/claude', hook))
    if (round % 10 !== 0) continue
    const again = hookOf(event, `${event}-${round}-by-command`, round)
    const bareMs = await timed('node alone', () => processorMsOf(['-e', '0'], ''))
    note('node alone, processor', bareMs)
    const words = [hookProgram, 'claude', doorFile]
    note('command hook, processor', await timed('command hook', () => processorMsOf(words, again)))
  }
}
process.stdout.write(JSON.stringify(taken))
