/** Protocols that tests of machine and checker share, each in the terse notation. */

/** Hand-off with acceptance, independent review and rounds. */
export const change = `
  protocol change
  key work
  roles lead engineer reviewer
  environments repo
  facts engineer:member verdict(meets|fails)
  offer: lead > engineer; out work spec engineer
  decline: engineer > lead; in spec; not plan; ends failed
  accept: engineer > lead; in spec; out plan; lease spec.paths
  deliver: engineer > reviewer; in spec plan; out commit
  judge: reviewer > lead; in spec commit; out verdict
  redo: lead > engineer; in verdict.fails; round offer keep spec max 3 then failed
  merge: lead > repo; in verdict.meets commit; does revocable merge commit; ends completed
`

/** A saga of three effects that needs no word about compensation. */
export const order = `
  protocol order
  key order
  roles clerk
  environments stock bank carrier
  reserve: clerk > stock; out order item amount; does revocable reserve item
  charge: clerk > bank; in reserve.done amount; does revocable charge amount
  ship: clerk > carrier; in charge.done item; does irreversible ship item; ends completed
`

/** Contract net: a call, one answer a bidder, an award before or at the deadline. */
export const net = `
  protocol net
  key call
  roles manager bidder[] worker
  facts until:instant answer(bid|refusal) worker:from=bidder/answer.bid
  ask: manager > bidder; out call task until
  answer: bidder > manager; in task; out answer
  award: manager > worker bidder; in task all(answer) 1(answer.bid); by until; out worker
  close: manager > bidder; in task all(answer); not 1(answer.bid) worker; by until; ends failed
  report: worker > manager; in worker; out result; ends completed
  never awarded-without-a-bid in worker not 1(answer.bid)
`

/** A vote that carries with three yes and is lost when nobody is open. */
export const vote = `
  protocol vote
  key motion
  roles chair voter[]
  facts until:instant ballot(yes|no) outcome(carried|lost)
  put: chair > voter; out motion question until
  cast: voter > chair; in question; out ballot
  carry: chair > voter; in 3(ballot.yes); out outcome.carried; ends completed
  lapse: chair > voter; in all(ballot); not 3(ballot.yes); by until; out outcome.lost; ends failed
  never carried-unvoted in outcome.carried not 3(ballot.yes)
`

/** A decision: proposed, then ratified by its owner or withdrawn. */
export const decision = `
  protocol decision
  key topic
  roles proposer owner
  facts answer:first(ratified|rejected|withdrawn)
  propose: proposer > owner; out topic proposal
  ratify: owner > proposer; in proposal; out answer.ratified; ends completed
  reject: owner > proposer; in proposal; out answer.rejected
  withdraw: proposer > owner; in proposal; out answer.withdrawn; ends failed
  revise: proposer > owner; in answer.rejected; round propose max 2 then failed
`

/** Decomposition into parts, each an enactment of its own. */
export const split = `
  protocol split
  key goal
  roles planner
  facts parts:each
  plan: planner > planner; out goal parts
  join: planner > planner; in all(parts.completed); out summary; ends completed
  drop: planner > planner; in all(parts); not all(parts.completed); ends failed
`

/** A question whose answer lapses: then the clock says so, and whoever asked closes it. */
export const inquiry = `
  protocol inquiry
  key topic
  roles asker owner
  facts until:instant answer(given|lapsed)
  ask: asker > owner; out topic until
  reply: owner > asker; in topic; out answer.given
  lapse: clock > asker; in topic; out answer.lapsed
  thank: asker > owner; in answer.given; out thanks; ends completed
  close: asker > owner; in answer.lapsed; out reason; ends failed
  deadline answer at until sends lapse
`

/** A question on a topic in an area, and what its owner settles on. */
export const question = `
  protocol question
  key topic
  roles asker owner
  ask: asker > owner; out topic area
  settle: owner > asker; in topic; out answer; ends completed
`
