/** Names of files in a repository as text, without loss for names that are no unicode. */

/**
 * The text of a name. A name that is UTF-8 and does not begin with a quotation mark is itself;
 * any other is quoted as git quotes it (`"caf\351"`), so that two names never have one text.
 */
export const decodePath = (bytes: Uint8Array): string => {
  const text = readUtf8(bytes)
  if (text !== undefined && !text.startsWith('"')) return text
  return `"${Array.from(bytes, quoteByte).join('')}"`
}

/** The bytes of a name that `decodePath` gave, or that a person wrote. */
export const encodePath = (path: string): Buffer => {
  if (!isQuotedPath(path)) return Buffer.from(path, 'utf8')
  const bytes: number[] = []
  for (const [, octal, escaped, plain] of path.slice(1, -1).matchAll(quotedPart)) {
    if (octal !== undefined) bytes.push(Number.parseInt(octal, 8))
    else bytes.push(...Buffer.from(escaped ?? plain ?? '', 'utf8'))
  }
  return Buffer.from(bytes)
}

/** Whether the text stands for a name in quotes, one that no program can be given as an argument. */
export const isQuotedPath = (path: string): boolean =>
  path.length >= 2 && path.startsWith('"') && path.endsWith('"')

const quotedPart = /\\([0-3][0-7]{2})|\\(["\\])|([^\\])/gsu

const readUtf8 = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return undefined
  }
}

const quoteByte = (byte: number): string => {
  if (byte === 0x22 || byte === 0x5c) return `\\${String.fromCodePoint(byte)}`
  if (byte >= 0x20 && byte < 0x7f) return String.fromCodePoint(byte)
  return `\\${byte.toString(8).padStart(3, '0')}`
}

/** The fields between NUL bytes, as git writes them with `-z`. */
export const splitAtNul = (bytes: Buffer): Buffer[] => {
  const fields: Buffer[] = []
  let start = 0
  for (let end = bytes.indexOf(0); end >= 0; end = bytes.indexOf(0, start)) {
    fields.push(bytes.subarray(start, end))
    start = end + 1
  }
  if (start < bytes.length) fields.push(bytes.subarray(start))
  return fields
}
