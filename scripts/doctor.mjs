// npm run doctor: what is wrong with a deployment, and how to mend it.
import { enter } from './install/enter.mjs';

await enter(new URL('./doctor/main.ts', import.meta.url));
