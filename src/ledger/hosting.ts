/** The port of hosting: which process runs a firm. It makes hosting fast; the fence of the store makes it correct. */
import { formatInstant, type Instant, type Outcome, type Refused, refused } from '../base/index.ts'

/** How long a host that does not renew still counts as the host. */
export const hostingLeaseMs = 10_000

/** How often a host renews. */
export const hostingRenewalMs = 3_000

/** One host's time of hosting. Each takeover has the next number. */
export interface Tenure {
  readonly number: number
  /** Who hosts, as it named itself. */
  readonly host: string
  /** From then on another may take over. */
  readonly until: Instant
}

/** The fifth operation of a store, outside the chain. */
export interface Hosting {
  /**
   * Becomes the host. Free (released, closed or dead where the system can tell) is replaced at once;
   * held and expired is taken over; held is refused.
   */
  readonly acquire: (host: string, now: Instant) => Promise<Outcome<Tenure, 'held'>>
  /** Holds on for another lease; refused once another has taken over. */
  readonly renew: (tenure: Tenure, now: Instant) => Promise<Outcome<Tenure, 'taken-over'>>
  /** Lets go; of a tenure that was taken over, nothing. */
  readonly release: (tenure: Tenure) => Promise<void>
  /**
   * A host that was taken over because it was silent, and whose process or store may still live: it can wake in the
   * midst of what it did. `undefined` once every such host is gone.
   */
  readonly replaced: () => Promise<string | undefined>
  /** The last tenure, for screens; `undefined` where nobody has hosted yet. */
  readonly last: () => Promise<Tenure | undefined>
}

/** The refusal while another host holds and renews. */
export const refuseHeld = ({ host, until }: Tenure): Refused<'held'> =>
  refused(
    'held',
    `${host} hosts this firm; its lease lasts until ${formatInstant(until)}`,
    'Use that host, or end it: once it is gone this one can start at once.',
  )

/** The refusal of a host that has been replaced. */
export const refuseTakenOver = (by: Tenure | undefined): Refused<'taken-over'> =>
  refused(
    'taken-over',
    `${by?.host ?? 'another host'} has taken over this firm`,
    'Stop acting, drop the state, and wait to host again.',
  )
