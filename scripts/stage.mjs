// npm run setup:stage: gives a stage its settings. npm run remove:stage: takes a stage away, and what it was given.
import { enter } from './install/enter.mjs';

await enter(new URL('./stage/main.ts', import.meta.url));
