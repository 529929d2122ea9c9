/** The face of watching a firm. */
export { type LiveView, showLive, type Showing } from './live-view.ts'
export { openPage, type Page } from './page.ts'
export { watchHost, type WatchEnd } from './watch-host.ts'
