/** The face of the package: what a company's own program needs, by name. */
export { FirmError, type FirmErrorOptions } from './base/index.ts'
