/** The line from a program to a running host: its socket. */
import { connect, type Socket } from 'node:net'
import { lineSplitter } from '../../base/index.ts'
import { type FirmClient, openClient, type Wire } from '../../client/index.ts'

const replyCharactersMax = 256 * 1024 * 1024

/** A client of the host at a socket; undefined where nobody listens. */
export const connectFirm = async (path: string): Promise<FirmClient | undefined> => {
  const socket = await connected(path)
  return socket === undefined ? undefined : openClient(wireOver(socket))
}

const connected = async (path: string): Promise<Socket | undefined> =>
  await new Promise((resolve) => {
    const socket = connect(path)
    socket.once('error', () => resolve(undefined))
    socket.once('connect', () => resolve(socket))
  })

const wireOver = (socket: Socket): Wire => ({
  send: (line) => void socket.write(`${line}\n`),
  open: (heard, ended) => {
    const split = lineSplitter(replyCharactersMax)
    socket.setEncoding('utf8')
    socket.on('data', (piece: string) => {
      for (const line of split(piece)) heard(line)
    })
    socket.on('error', () => socket.destroy())
    socket.on('close', ended)
  },
  close: () => void socket.end(),
})
