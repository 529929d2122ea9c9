/** Acme, who buys: its charter says who sells, by which key bolt is known, and where letters for it go. */
import { firm, goal, person, script } from 'firm'
import { buyer, deal } from './deal.ts'

export default firm('acme', {
  goal: goal('Deal well', { owner: 'ana', measure: 'ana says so' }),
  members: { ana: person({ roles: ['operator'] }), bea: script({ roles: ['buyer'] }, buyer) },
  protocols: [deal],
  apart: { deal: { seller: 'bolt' } },
  neighbours: {
    bolt: {
      key: '6d1f2a0b9c8e7d5f4a3b2c1d0e9f8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c3d2e1f',
      letterbox: '/srv/firms/bolt/letters',
    },
  },
})
