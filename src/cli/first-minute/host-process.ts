/** The process of a first minute's host: it runs the firm, and a fault point may kill it at any instant. */
import { standBy } from './host-standby.ts'
import { killAt } from './kill-at.ts'

standBy(({ kill }) => killAt(kill))
