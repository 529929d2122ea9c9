/** The face of the MCP server for windows. */
export { type AskFirm, openWindowServer, type ServerNaming } from './window-server.ts'
