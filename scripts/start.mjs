// npm start: one command from a clone to a conversation. `--reload` (npm run dev) follows changes of the sources.
import { enter } from './install/enter.mjs';

await enter(new URL('./start/main.ts', import.meta.url));
