// What one run of the first minute shows, and that the repository is as it was.
import { auditSeries } from './audit-series.ts'

auditSeries('the audit', new Set([1, 2, 3, 4, 5, 6, 7, 10]))
