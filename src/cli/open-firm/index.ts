/** The face of opening firms: from a home to its host, its client and its places. */
export { type Company, openCompany } from './company.ts'
export { companyMinds, limitsOf, mannerOf, type SeatedMind } from './company-minds.ts'
export { findFence, findUnfenced, memberFence, type MemberFinding } from './fence.ts'
export { firmBranch, type FirmPlaces, firmPlaces, keepCharterFolder } from './firm-places.ts'
export {
  type AskedWork,
  type EndedWork,
  hostFirm,
  type HostedFirm,
  type HostFirmOptions,
} from './host-firm.ts'
export { localClient } from './local-client.ts'
export { type FirmNeeds, openFirm, type OpenedFirm } from './open-firm.ts'
export { introduceFirm } from './post.ts'
export { reachFirm, reachHost, type ReachNeeds } from './reach-firm.ts'
export { serveOpened } from './serve-opened.ts'
export { type ServedFirm, serveFirm, type Serving } from './serve-firm.ts'
export { connectFirm } from './socket-wire.ts'
