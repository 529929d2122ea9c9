/** The commands that write files of a firm, in each of which the program is killed. */

/** One command. */
export interface ProgramStory {
  readonly words: readonly string[]
  /** Whether there is a firm before. */
  readonly on: 'nothing' | 'a firm'
  /** What is said instead where the command was done before its program was killed. */
  readonly done: RegExp
}

const hire = (role: string): readonly string[] => {
  const program = ['--no-trial', '--', 'sh', '-c', 'true']
  return ['hire', 'eve', '--role', role, ...program]
}

/** By name. */
export const programStories: { readonly [name: string]: ProgramStory } = {
  init: {
    words: ['init', '--operator', 'ana', '--name', 'acme'],
    on: 'nothing',
    done: /there is a firm at .* already: acme/,
  },
  'init --here': {
    words: ['init', '--operator', 'ana', '--name', 'acme', '--here'],
    on: 'nothing',
    done: /there is a firm at .* already: acme/,
  },
  hire: { words: hire('engineer'), on: 'a firm', done: /eve is hired/ },
  'hire into no role': { words: hire('sailor'), on: 'a firm', done: /sailor/ },
}
