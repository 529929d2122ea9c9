/** Removing a folder with whatever a program left in it, such as folders that may not be written. */
import { chmod, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Removes the folder; no link in it is followed. */
export const removeFolder = async (folder: string): Promise<void> => {
  try {
    await rm(folder, { recursive: true, force: true })
  } catch {
    await makeWritable(folder)
    await rm(folder, { recursive: true, force: true, maxRetries: 3, retryDelay: 50 })
  }
}

const makeWritable = async (folder: string): Promise<void> => {
  await chmod(folder, 0o700)
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) await makeWritable(join(folder, entry.name))
  }
}
