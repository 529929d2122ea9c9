/** The part of amaro that is used; the package brings no types of its own. */
declare module 'amaro' {
  interface Stripped {
    readonly code: string
  }
  const amaro: {
    readonly transformSync: (source: string, options: { readonly mode: 'strip-only' }) => Stripped
  }
  export default amaro
}
