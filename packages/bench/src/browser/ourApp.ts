import { join } from 'path';
import { pathToFileURL } from 'url';
import { ROOT } from '../folder';

/** Builds the portal's own pages as `npm start` does, unless they are built already. */
export async function ourApp(): Promise<{ package: string }> {
  const script = (name: string) =>
    import(pathToFileURL(join(ROOT, 'scripts', 'lib', name)).href);
  const [{ createScreen }, { toolchain }, { ensureFrontend }] =
    await Promise.all([
      script('screen.mjs'),
      script('toolchain.mjs'),
      script('frontend.mjs'),
    ]);
  const screen = createScreen(process.stderr);
  await ensureFrontend(screen, await toolchain(screen));
  return { package: 'app' };
}
