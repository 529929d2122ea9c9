/** The face of hiring: what a person sees before they sign. */
export { describeProgram } from './describe-program.ts'
export { offerTrial } from './offer-trial.ts'
