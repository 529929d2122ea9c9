/** Bolt, who sells: the same protocol, with the other role held elsewhere. */
import { firm, goal, person, script } from 'firm'
import { deal, seller } from './deal.ts'

export default firm('bolt', {
  goal: goal('Deal well', { owner: 'ana', measure: 'ana says so' }),
  members: { ana: person({ roles: ['operator'] }), sam: script({ roles: ['seller'] }, seller) },
  protocols: [deal],
  apart: { deal: { buyer: 'acme' } },
  neighbours: {
    acme: {
      key: '1f2e3d4c5b6a7f8e9d0c1b2a3f4e5d6c7b8a9f0e1d2c3b4a5f7d8e9c0b1a2f3d',
      letterbox: '/srv/firms/acme/letters',
    },
  },
})
