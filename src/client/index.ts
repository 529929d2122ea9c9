/** The face of the client: a firm as programs and pages see it. */
export { type FirmClient, HostGoneError, openClient, type Wire } from './firm-client.ts'
