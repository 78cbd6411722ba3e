//! What the service manager is told, and how the service ends.

use std::os::unix::net::UnixDatagram;

use crate::program::{HUNG, Service, event, folder_with_kiosk, office_queue};

#[test]
fn the_service_manager_hears_ready_then_that_it_lives_and_then_that_it_stops() {
    let (folder, data_dir, token) = folder_with_kiosk();
    let path = folder.path().join("notify");
    let socket = UnixDatagram::bind(&path).unwrap();
    socket.set_read_timeout(Some(HUNG)).unwrap();
    let heard = || {
        let mut words = [0_u8; 128];
        let length = socket.recv(&mut words).unwrap();
        String::from_utf8(words[..length].to_vec()).unwrap()
    };
    let mut command = office_queue(&data_dir);
    command.args(["--listen", "127.0.0.1:0"]);
    command.env("NOTIFY_SOCKET", &path).env("WATCHDOG_USEC", "200000");
    let service = Service::start_as(command, &data_dir);
    let mut first: Vec<String> = vec![heard(), heard(), heard()];
    first.sort();
    assert_eq!(first, ["READY=1", "WATCHDOG=1", "WATCHDOG=1"]);
    // A reload is no end.
    let id = rustix::process::Pid::from_raw(i32::try_from(service.id()).unwrap()).unwrap();
    rustix::process::kill_process(id, rustix::process::Signal::HUP).unwrap();
    assert_eq!(service.check_in(&token, &event(1)), 201);
    service.stop();
    let mut last = heard();
    while last == "WATCHDOG=1" {
        last = heard();
    }
    assert_eq!(last, "STOPPING=1");
}
