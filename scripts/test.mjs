// npm test: installs what the tests need, runs all of them. `--check` (npm run check) leaves out the end-to-end suite.
import { enter } from './install/enter.mjs';

await enter(new URL('./test/main.ts', import.meta.url));
