// npm run bench: measures the running thing.
import { enter } from './install/enter.mjs';

await enter(new URL('./bench/main.ts', import.meta.url));
