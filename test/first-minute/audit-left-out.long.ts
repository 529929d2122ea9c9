// The same run again, and what becomes of it when a move of the operator is left out.
import { auditSeries } from './audit-series.ts'

auditSeries('the audit of what is left out', new Set([8]))
