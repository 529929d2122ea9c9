// The host is killed from outside, twenty times at random instants.
import { auditSeries } from './audit-series.ts'

auditSeries('the audit under kills from outside', new Set([9]))
