/** What the build writes into `service-worker.js`. */
declare const __BASE__: string;
declare const __SHELL__: string;
declare const __KEEP__: string[];
declare const __VERSION__: string;
