// npm run simulate: plays histories by chance on a virtual clock, and judges them.
import { enter } from './install/enter.mjs';

await enter(new URL('./simulate/main.ts', import.meta.url));
