import { InputError, NotAllowedError } from '@backstage/errors';
import {
  importRunPermission,
  kernelRoutes as contracts,
  type ImportRun,
} from '@callboard/plugin-itsm-common';
import {
  bodyFault,
  hasRole,
  unpacked,
  type Authorizer,
  type Caller,
  type PracticeRouter,
} from '@callboard/plugin-itsm-node';
import type { Request } from 'express';
import type { Readable } from 'stream';
import { isTold } from '../http/isTold';
import type { ImportService } from './ImportService';

const NO_UTF8 =
  'The file is not in UTF-8; save it as "CSV UTF-8" and import it again. What was imported before the place where that shows stays, and is recognised';
const NO_GZIP =
  'The body says it is gzipped, and cannot be unpacked; send it as it is, or pack it again';

const STOPPED =
  'The file stopped before its end; run the file again to go on. What was imported is recognised';
/** What a connection that breaks ends its stream with. */
const BROKEN = ['ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE'];

/**
 * @throws InputError for what is no UTF-8, whose letters would be lost for good, cannot be unpacked, or
 *   stops before its end
 */
async function* textOf(stream: Readable): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    // Leaving the loop must not destroy the request: its connection still has to carry the answer.
    for await (const chunk of stream.iterator({ destroyOnReturn: false })) {
      yield decoder.decode(chunk as Buffer, { stream: true });
    }
    yield decoder.decode();
  } catch (error) {
    if (BROKEN.includes((error as { code?: string }).code ?? ''))
      throw new InputError(STOPPED);
    throw bodyFault(error, { noUtf8: NO_UTF8, noGzip: NO_GZIP });
  }
}

function bodyOf(request: Request): AsyncIterable<string> {
  const type = request.header('content-type') ?? '';
  if (!/^text\/csv\b/.test(type)) {
    throw new InputError('Content-Type: must be text/csv');
  }
  const gzipped = request.header('content-encoding') === 'gzip';
  return textOf(gzipped ? unpacked(request) : request);
}

/** What a client is told of an error: its own faults in words, ours without the inside. */
function tellable(error: Error): { name: string; message: string } {
  if (isTold(error)) return { name: error.name, message: error.message };
  return {
    name: 'InternalError',
    message: 'The import failed inside; the log of the backend says why.',
  };
}

/** Importing writes past all guards: it takes the role `admin` under any policy, and the permission. */
async function allow(caller: Caller, authorizer: Authorizer): Promise<void> {
  if (!hasRole(caller, 'admin')) {
    throw new NotAllowedError(
      'Imports are for the role "admin"; it is given in itsm.access.roles or itsm.access.services',
    );
  }
  await authorizer.require(caller, importRunPermission);
}

/** Mounts the API behind `itsm import`. */
export function mountImportRoutes(
  router: PracticeRouter,
  imports: ImportService,
  authorizer: Authorizer,
): void {
  router.route(contracts.runImport, async ({ caller, query, raw }) => {
    await allow(caller, authorizer);
    const { request, response } = raw;
    let started = false;
    const say = (
      run: ImportRun | { error: { name: string; message: string } },
    ) => {
      if (!started) {
        response.status(200).setHeader('Content-Type', 'application/x-ndjson');
        started = true;
      }
      response.write(`${JSON.stringify(run)}\n`);
      (response as { flush?: () => void }).flush?.();
      return !response.destroyed;
    };
    try {
      say(
        await imports.run(caller, {
          ...query,
          chunks: bodyOf(request),
          onProgress: say,
        }),
      );
    } catch (error) {
      // Before the first line an ordinary error answer is still possible.
      if (!started) throw error;
      say({ error: tellable(error as Error) });
    } finally {
      // What is left of the file is read and dropped, so that the client hears the answer.
      request.unpipe();
      request.resume();
    }
    response.end();
    return undefined;
  });

  router.route(contracts.listImports, async ({ caller }) => {
    await allow(caller, authorizer);
    return { items: await imports.list() };
  });

  router.route(contracts.getImport, async ({ caller, params }) => {
    await allow(caller, authorizer);
    return imports.getWithErrors(params.id);
  });
}
