// Entry of `npm run drill`: lets Node run the TypeScript sources.
require('@backstage/cli/config/nodeTransform.cjs');
require('./src/drill.ts').main(process.argv.slice(2));
