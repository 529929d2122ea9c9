/** The face of the first minute: its company, its work, its moves, and how it runs. */
export { type Accounts, countAccounts, deliveredCommits } from './accounts.ts'
export { companyCharter, companyMinds, companySchema, newcomer, operatorName } from './company.ts'
export { type Judgement, type Operator, operatorMoves } from './operator-moves.ts'
export { isPlantedPath, type PlantedFile, plantedFiles, plantedFolder } from './planting.ts'
export { change, decision, job } from './protocols.ts'
export { type MinutePlan, runMinute } from './running.ts'
export { mendableFindings, planTasks, type TaskPlan } from './tasks.ts'
export { runUsualWay, type UsualWay } from './usual-way.ts'
