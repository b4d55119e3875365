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
 * Whether a module is mocked is asked only in files that mock one.
 *
 * And what the language itself brings is handed to each module. In a context of `vm` whoever says `Object`
 * has it looked up by Node, each time, which takes two hundred times as long as it does outside: a third
 * of what it took to ask the database something. What tests put something else in the place of is looked
 * up still: `Date`, timers, `fetch`.
 */
const vm = require('node:vm');
const Runtime = require('@backstage/cli-module-test-jest/config/jestCachingModuleLoader');

/** What no test, nor anything that is loaded before it, puts something else in the place of. */
const LANGUAGE = [
  ...['Array', 'ArrayBuffer', 'BigInt', 'Boolean', 'Buffer', 'Error'],
  ...['Function', 'Infinity', 'JSON', 'Map', 'Math', 'NaN', 'Number', 'Object'],
  ...['Promise', 'Proxy', 'RangeError', 'Reflect', 'RegExp', 'Set', 'String'],
  ...['Symbol', 'SyntaxError', 'TypeError', 'Uint8Array', 'WeakMap', 'WeakSet'],
  ...['decodeURIComponent', 'encodeURIComponent', 'global', 'globalThis'],
  ...['isFinite', 'isNaN', 'parseFloat', 'parseInt', 'process'],
].join(',');

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
        // A function of its own around it, as a module may have a `Map` of its own; the parentheses have
        // V8 compile the inner one at once.
        const head = `(function(${LANGUAGE}){return (function(${parameters}){`;
        const script = new vm.Script(`${head}${source}\n})})(${LANGUAGE})`, {
          filename,
          columnOffset: -head.length,
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
