/** A company that looks at whatever comes to a branch, whoever committed it. */
import { code, firm, git, goal, observe, pass, person, protocol, script, text } from 'firm'

const repo = git('.')

const look = protocol('look', {
  key: 'commit',
  roles: ['lead'],
  environments: { repo },
  facts: { commit: repo.commit(), remark: text() },
  messages: { look: { from: 'lead', to: 'lead', out: ['commit', 'remark'], ends: 'completed' } },
})

const looking = code(look, 'lead', {
  look: (_known, { changed }) => {
    const [, commit] = /main moved to (\w+)/.exec(changed.at(-1) ?? '') ?? []
    return commit === undefined ? pass('nothing came') : { commit, remark: 'I have seen it' }
  },
})

export default firm('acme', {
  goal: goal('Nothing comes unseen', { owner: 'ana', measure: 'ana says so' }),
  members: { ana: person({ roles: ['operator'] }), lea: script({ roles: ['lead'] }, looking) },
  protocols: [look],
  observations: [
    observe('commits', repo.branch('main'), { wakes: 'lea', saying: 'look at what came' }),
  ],
})
