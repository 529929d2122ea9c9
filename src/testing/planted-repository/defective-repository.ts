/** A repository of planted defects and look-alikes, ten and more of each kind, from one seed. */
import {
  type PlantedFiles,
  type PlantedRepository,
  plantRepository,
} from '../planted-repository.ts'
import { plotConflictMarkers } from './conflict-markers.ts'
import { plotDanglingLinks } from './dangling-links.ts'
import { plotDeadLinks } from './dead-links.ts'
import { plotIgnoredFiles } from './ignored-files.ts'
import { plotMissingFiles } from './missing-files.ts'
import { mergePlots, type PlantedDefect, type Plot } from './plot.ts'
import { plotUndeclaredImports } from './undeclared-imports.ts'

/** A repository together with the defects that are known to be in it. */
export interface DefectiveRepository {
  readonly repository: PlantedRepository
  readonly defects: readonly PlantedDefect[]
}

/** All plots of one seed, without a repository. */
export const plotDefects = (seed: number): readonly Plot[] =>
  [
    plotDeadLinks,
    plotMissingFiles,
    plotUndeclaredImports,
    plotIgnoredFiles,
    plotConflictMarkers,
    plotDanglingLinks,
  ].map((plot) => plot(seed))

/** Plants all kinds of one seed in one repository, with files that no name can spoil. */
export const plantDefectiveRepository = async (seed: number): Promise<DefectiveRepository> => {
  const { files, defects } = mergePlots([...plotDefects(seed), { files: around, ...nothing }])
  return { repository: await plantRepository(files), defects }
}

const nothing = { defects: [], lookAlikeCount: 0 }

const rootManifest = {
  name: 'planted',
  private: true,
  workspaces: ['undeclared-imports', 'undeclared-sibling'],
  devDependencies: { 'at-root': '^2.0.0' },
}

const around: PlantedFiles = {
  '.gitignore': 'dist/\nnode_modules/\n',
  'package.json': `${JSON.stringify(rootManifest, null, 2)}\n`,
  'README.md': '# Planted\n\nNothing is wrong [here](docs/guide.md).\n',
  'odd names/"quoted".md': '# Quoted\n',
  'odd names/line\nbreak.md': '# Line break\n',
  '"odd names/caf\\351.md"': '# No unicode\n',
  'odd names/\u00fcber.md': '# Over\n',
  'empty.txt': '',
  'image.png': Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]),
}
