/** The face of asking a person. */
export { askFact, type Asked, unanswered } from './ask-facts.ts'
export { type AskedInput, type Asker, type Keys, openAsker } from './asker.ts'
