/** The wire between an agent's hook and the door of a host. It imports nothing, so that a hook starts fast. */

/** The only address at which a door listens. */
export const doorAddress = '127.0.0.1'

/** Where the hooks of an agent are posted. */
export const doorPath = (agent: string): string => `/door/${agent}`

/** Where the tools of an agent's windows ask. */
export const askPath = (agent: string): string => `${doorPath(agent)}/ask`

/** The header of a call that bears the agent's token. */
export const tokenHeader = 'firm-token'

/** The header of a call that names the agent's process, as `PID@SPACE`: a number means nothing in another space. */
export const processHeader = 'firm-process'

/** The header by which a hook knows that a door has answered, and no other program at the same port. */
export const doorHeader = 'firm-door'

/** The header of an answer that a command hook says on standard error, encoded as in an address, and ends with 2. */
export const complaintHeader = 'firm-complaint'

/** The longest hook that is taken. */
export const hookBytesMax: number = 4 * 1024 * 1024

/** What a host and the hooks of a firm know of its door; FIRM_HOME/door.json holds it. */
export interface DoorKeys {
  readonly port: number
  /** The token of each agent that was set up. */
  readonly tokens: { readonly [agent: string]: string }
}

/** What door.json says; undefined for what is no such file. */
export const parseDoorKeys = (text: string): DoorKeys | undefined => {
  const read = parseObject(text)
  const { port, tokens } = { port: read?.['port'], tokens: read?.['tokens'] }
  if (typeof port !== 'number' || !Number.isInteger(port) || port < 1 || port > 65_535) {
    return undefined
  }
  if (!isObject(tokens)) return undefined
  const named = Object.entries(tokens)
  const isToken = (token: unknown): token is string => typeof token === 'string' && token !== ''
  if (!named.every(([, token]) => isToken(token))) return undefined
  return {
    port,
    tokens: Object.fromEntries(named.flatMap(([agent, t]) => (isToken(t) ? [[agent, t]] : []))),
  }
}

const parseObject = (text: string): { readonly [name: string]: unknown } | undefined => {
  try {
    const read: unknown = JSON.parse(text)
    return isObject(read) ? read : undefined
  } catch {
    return undefined
  }
}

const isObject = (value: unknown): value is { readonly [name: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
