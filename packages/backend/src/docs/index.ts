export { docsPlugin as default } from './plugin';
