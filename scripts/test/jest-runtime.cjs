/**
 * Jest's runtime, with less done again for every test file.
 *
 * Each test file loads its modules anew: some two thousand for one of the backend, nearly all the
 * same as for the one before it. What of that does not depend on the test file is kept for as long as
 * the worker lives:
 *
 * - the code that a source was turned into. Jest reads source and code from the disk each time and
 *   hashes both, to see whether they fit;
 * - what V8 compiled of it. Jest compiles with `vm.compileFunction`, of which nothing is kept; a
 *   `vm.Script` can be run in the context of another test file.
 *
 * And whether a module is mocked is asked only in files that mock one.
 */
const vm = require('node:vm');
const Runtime = require('@backstage/cli-module-test-jest/config/jestCachingModuleLoader');

/** By file name and what it is wanted for. */
const transformed = new Map();
const compiled = new Map();

module.exports = class KeepingRuntime extends Runtime {
  transformFile(filename, options) {
    // What belongs to a test, and may be written by it, is looked at each time.
    if (options?.isInternalModule || !filename.includes('node_modules'))
      return super.transformFile(filename, options);
    const key = `${this._config.id} ${filename}`;
    let code = transformed.get(key);
    if (code === undefined) {
      code = super.transformFile(filename, options);
      transformed.set(key, code);
    }
    return code;
  }

  createScriptFromCode(source, filename) {
    const context = this._environment.getVmContext();
    // A real dynamic import asks the runtime that it was compiled for.
    if (context === null || /\bimport\s*\(/.test(source))
      return super.createScriptFromCode(source, filename);
    const parameters = this.constructInjectedModuleParameters().join(',');
    const key = `${parameters} ${filename}`;
    let known = compiled.get(key);
    if (known?.source !== source) {
      try {
        const script = new vm.Script(`(function(${parameters}){${source}\n})`, {
          filename,
        });
        known = { source, script };
      } catch {
        // Jest says better where the fault is.
        return super.createScriptFromCode(source, filename);
      }
      compiled.set(key, known);
    }
    return known.script.runInContext(context);
  }

  _shouldMockCjs(from, moduleName, explicitShouldMock, options) {
    return explicitShouldMock.size > 0 || this._shouldAutoMock
      ? super._shouldMockCjs(from, moduleName, explicitShouldMock, options)
      : false;
  }
};
