#!/usr/bin/env node
console.log('nearby', process.argv.slice(2));
