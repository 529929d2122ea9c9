/** The face of the socket that a running host serves. */
export { serveSocket, type SocketServer } from './socket-server.ts'
