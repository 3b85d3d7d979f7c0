import { mount } from 'svelte';
import './themes';
import './tokens.css';
import './base.css';
import App from './App.svelte';

for (const unwanted of ['contextmenu', 'dragstart', 'selectstart']) {
  document.addEventListener(unwanted, (event) => event.preventDefault());
}

const target = document.getElementById('app');
if (target) mount(App, { target });
