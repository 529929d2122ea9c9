/** Sixty-four callers, each of which appends its next event when the last is durable. */

/** What is measured: something that makes one event durable. */
export interface Appender {
  readonly append: (body: string) => Promise<void>
  readonly close: () => Promise<void>
}

/** Events for each second, over `bodies.length` events shared out among the callers. */
export const measureCallers = async (
  { append }: Appender,
  bodies: readonly string[],
  callerCount: number,
): Promise<number> => {
  let next = 0
  const call = async (): Promise<void> => {
    for (let body = bodies[next++]; body !== undefined; body = bodies[next++]) await append(body)
  }
  const start = performance.now()
  await Promise.all(Array.from({ length: callerCount }, call))
  return (bodies.length * 1000) / (performance.now() - start)
}
