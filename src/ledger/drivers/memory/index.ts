/** The face of the memory driver. */
export { createMemoryContent, openMemoryContent } from './memory-content.ts'
export { createMemoryStorage, type MemoryStorage } from './memory-storage.ts'
export { openMemoryStore } from './memory-store.ts'
