import { mount } from 'svelte';
import '../themes';
import '../tokens.css';
import '../base.css';
import { standIn } from '../preview';
import Gallery from './Gallery.svelte';
import phone from './phone.svg?url';

standIn(phone);
const target = document.getElementById('app');
if (target) mount(Gallery, { target });
