// Entry of the process that a bench portal runs in: lets Node run the TypeScript sources.
require('@backstage/cli/config/nodeTransform.cjs');
require('./src/backend/main.ts')
  .main(process.argv.slice(2))
  .catch(error => {
    process.stderr.write(`${error.stack ?? error}\n`);
    process.exit(1);
  });
