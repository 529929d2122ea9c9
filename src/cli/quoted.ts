/** A path as a shell reads it. */

/** The path, in quotes where a shell would stumble over it. */
export const quoted = (path: string): string =>
  /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`
