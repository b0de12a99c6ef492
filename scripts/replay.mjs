// npm run replay: does again what is on the tape of a conversation.
import { enter } from './install/enter.mjs';

await enter(new URL('./replay/main.ts', import.meta.url));
