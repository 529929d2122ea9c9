/** Paths that are not the maintainer's own words: tests' data, templates, vendored and generated files. */
import ignore from 'ignore'

const asideNames =
  'test|tests|__tests__|__mocks__|mocks|fixture|fixtures|__fixtures__|testdata|test-data|test_data|' +
  'testcases|test-cases|spec|specs|e2e|snapshots|__snapshots__|cypress|corpus|goldens|testsuite|' +
  'regression|deps|template|templates|boilerplate|boilerplates|skeleton|scaffold|archetypes|vendor|' +
  'vendored|third_party|third-party|thirdparty|3rdparty|external|node_modules|bower_components|' +
  'jspm_packages|issue_template|pull_request_template'
const aside = new RegExp(String.raw`(^|/|[._-])(?:${asideNames})/`, 'i')
const asideFile =
  /[._-](?:test|tests|spec|fixture|min|bundle|generated|snap)\.[^/]+$|(^|\/)(?:issue|pull_request)_template[^/]*$/i
const sample = /(^|\/)(?:examples?|demos?|samples?|playgrounds?|bench(?:marks?)?|dist|sandbox)\//i

/** Whether a path is left out by the custom of its name. */
export const isAsideByName = (path: string): boolean => aside.test(path) || asideFile.test(path)

/** Whether a path is an example or a build, which need not stand on its own. */
export const isSample = (path: string): boolean => sample.test(path)

/** Whether the head of a file says that a program wrote it. */
export const isGeneratedText = (text: string): boolean =>
  /@generated|do not (?:edit|modify)|(?:auto-?|automatically )generated|generated (?:by|from|with) /i.test(
    text.slice(0, 600),
  )

/** Paths that `.gitattributes` calls vendored or generated. */
export const parseAttributes = (text: string): ((path: string) => boolean) => {
  const patterns = text
    .split(/\r?\n/)
    .filter((line) => /\slinguist-(?:vendored|generated)(?:=true)?(?:\s|$)/.test(line))
    .map((line) => line.split(/\s+/)[0] ?? '')
  if (patterns.length === 0) return () => false
  const judge = ignore({ ignoreCase: false }).add(patterns)
  return (path) => ignore.isPathValid(path) && judge.ignores(path)
}
