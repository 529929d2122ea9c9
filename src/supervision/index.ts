/** The face of supervision: what coordination costs. */
export { type CostLine, type CostMeter, costOf, emptyMeter, meterEvent } from './cost.ts'
