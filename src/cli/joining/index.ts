/** The face of joining: the configurations of coding agents, merged and given back to the byte. */
export { addSeats } from './add-seats.ts'
export { agentsIn, agentsNamed } from './chosen-agents.ts'
export { askForChange } from './consent.ts'
export type { DoorPlace } from './door-place.ts'
export { agentNames, agentTitles, type FoundAgent } from './found-agents.ts'
export { joinAgents, joinedAgents, leaveAgents } from './join-agents.ts'
export { findOpenDoors } from './open-doors.ts'
export { isWhole, outcomeComplaints, outcomeJson, outcomeLines } from './outcome-lines.ts'
