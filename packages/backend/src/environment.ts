import { randomBytes } from 'node:crypto';

/**
 * Settings the configuration needs and that must not have a value anybody could guess.
 *
 * `npm start` sets the token of the command line itself. When the backend is started some other
 * way, nobody knows the token made up here, so the command line simply has no way in.
 */
process.env.CALLBOARD_CLI_TOKEN ||= randomBytes(32).toString('hex');
